"""The workspace for programs: own interventions, drafts too, and logging progress."""
