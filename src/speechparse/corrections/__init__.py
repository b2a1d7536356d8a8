"""What a person has set right: kept beside a text, found again in it, and laid over what the program reads.

``fields`` says what of each kind of item can be set right (one row a field); ``anchors`` how an item is found again
in a text that has changed a little.
"""
