"""The pages where questionnaires are written, beside the editor: all of them for those who may edit the library."""
