// FFmpeg's C interfaces, and the macros of theirs that Swift cannot import.
#pragma once
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/imgutils.h>
#include <libavutil/opt.h>
#include <libswscale/swscale.h>

static inline int media_averror(int code) { return AVERROR(code); }
static inline int media_end_of_file(void) { return AVERROR_EOF; }
static inline int64_t media_no_timestamp(void) { return AV_NOPTS_VALUE; }
