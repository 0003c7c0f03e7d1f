"""What a viewer would stumble over, found in a chapter while it plays."""
