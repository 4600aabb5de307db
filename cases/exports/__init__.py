"""What leaves the portal as a file: for whom, when, under which handling code, which copy."""
