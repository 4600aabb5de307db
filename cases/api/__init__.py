"""Cases and notices over the API: the same verbs and the same fences as the pages."""
