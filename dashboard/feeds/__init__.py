"""What is new, for news readers, and the page that names all feeds."""
