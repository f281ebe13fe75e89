"""A plan as it was read, put right by a person step by step, and made into a draft. Pure: no Django, nothing stored.

    outline.Outline → `reading.read` → Document + Asked → `steps.replay` (every correction is a step) → `draft.plan_text`

The document as read never changes; what holds now is the document with all steps done again, so that the last one can
always be undone, and every correction stays to be seen.
"""
