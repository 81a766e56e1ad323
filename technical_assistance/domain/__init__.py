"""What can happen to a request, an intervention and its stages; one function per verb.

Every function is one transaction, takes the actor as ``by`` and the moment as arguments, and
refuses by raising a ``Refusal`` whose sentences are for the person who asked.
"""
