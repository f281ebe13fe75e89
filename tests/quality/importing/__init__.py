"""The plan importer. Whole plans of real units are read from PLANS_DIR; everything else is in our own words."""
