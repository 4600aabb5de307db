"""The demonstration's part of the Roadmap."""
