"""Changes of what the home page tells by choice are remembered."""

import simple_history

from dashboard.models import ChosenStory

simple_history.register(ChosenStory)
