package dev.touchstone.broker;

/** How many connections and channels came and went since a broker was started. */
public record Churn(long connectionsOpened, long connectionsClosed, long channelsOpened, long channelsClosed) {}
