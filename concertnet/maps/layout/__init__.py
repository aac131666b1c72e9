"""Where actors stand on a map."""
