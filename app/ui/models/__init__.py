"""The model manager: what runs well here, the hub, downloads, the shelf, and the network's ledger."""
