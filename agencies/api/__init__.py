"""The API of the reference data, and what every viewset of the portal's API keeps."""
