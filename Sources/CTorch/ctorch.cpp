#include "ctorch.h"
extern "C" { void tt_x(void) {} }
