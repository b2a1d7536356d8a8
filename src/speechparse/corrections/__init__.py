"""What a person has corrected: it is kept beside a text, found again in it, and applied to what the program reads.

``fields`` says what of each kind of item can be set right (one row a field), ``anchors`` how an item is found again in
a text that has changed a little, ``file`` how corrections are kept, ``apply`` lays them over a speech (``nodes``,
``rows`` and ``head`` do it for each kind), ``annotation`` writes what then stands as a gold standard. All of it is
pure: speech and text in, speech out.
"""

from .apply import Outcome, apply
from .file import Correction, Corrections, loads

__all__ = ["Correction", "Corrections", "Outcome", "apply", "loads"]
