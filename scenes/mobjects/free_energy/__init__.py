"""Free energies: over the plane, along a cut, at every temperature."""
