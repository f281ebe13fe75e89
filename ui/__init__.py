"""LOOKS: base templates, components, gallery, css, charts, navigation registry; no models."""
