// Cairo: drawing plots to PNG and SVG.
#pragma once
#include <cairo/cairo.h>
#include <cairo/cairo-svg.h>
