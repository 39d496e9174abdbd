"""Groups: who may press which button, the unit that a group speaks for, its card, coming and going.

The area itself stands in `registration`; it is not imported here, because what every area relies on
(`owning`, `standing`, `greeting`) must not wait for it.
"""
