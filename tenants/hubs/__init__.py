"""Regional recruitment hubs: figures that member councils publish, brought together, and never a person.

A hub reads the figures that were published to it and nothing else; the database's own row rules see to that.
"""
