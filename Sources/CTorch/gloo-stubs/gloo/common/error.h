// See gloo-stubs/README.md: nothing of this header is mentioned.
#pragma once
