// FFmpeg's capture devices. libavdevice's own header would declare libavformat's types a second time, beside CMedia's; this
// one function is all that is needed of it.
#pragma once
void avdevice_register_all(void);
