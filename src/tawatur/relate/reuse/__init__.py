"""Which passages two texts share, from copied to retold: the stage is `tawatur.relate.reuse.stage.Reuse`."""
