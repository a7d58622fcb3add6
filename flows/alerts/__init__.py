"""Alerts: what ended badly, fell silent or jumped is told once, by the channels that the operator set."""
