"""The book in its other formats: PDF, EPUB, notebooks, and what they share."""
