"""The pages' command blocks, run on a real control plane; what came of each is recorded."""
