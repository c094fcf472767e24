void tt_placeholder(void);
