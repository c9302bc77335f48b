"""The only room that knows every other: receive, plan, send; `tick` does all three, `run` repeats it."""

from mailpm.assistant.assistant import Assistant, Ticked
from mailpm.assistant.house import Event, House, open_house

__all__ = ["Assistant", "Event", "House", "Ticked", "open_house"]
