"""Cases brought in bulk: read, checked row by row, made so that nothing is made twice."""
