"""Guided selling: which question tells most, and which products the answers point to.

`values` reads what a catalogue says, `bands` cuts numbers, `questions` makes what can be asked, `written` takes what
a merchant wrote, `asking` goes from answers to the next question, `shoppers` tries it out.
"""
