"""All public records as one ZIP file, with what is needed to understand them without the portal."""
