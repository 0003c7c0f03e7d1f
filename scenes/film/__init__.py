"""The film: rendering the chapters, keeping what is whole, assembling and listing."""
