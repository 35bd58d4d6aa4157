"""The model manager: what runs well here, the hub, downloads, the registry, and the network's connection log."""
