"""The rendered corpus: texts set on pages (fonts, contents, setting, drawing), damaged (paper, ink, grades) and kept with their truth."""
