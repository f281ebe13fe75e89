"""DECIDES: the product: plans, goals, indicators, activities, documents, analyses, improvements, reports."""
