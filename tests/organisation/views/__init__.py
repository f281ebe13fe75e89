"""The screens, as someone meets them: by address, by form, by sentence."""
