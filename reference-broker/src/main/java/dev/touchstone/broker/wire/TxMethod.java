package dev.touchstone.broker.wire;

import io.netty.buffer.ByteBuf;

/** Class tx (90). */
public sealed interface TxMethod extends Method {

    /** Client to server: makes the channel transactional. */
    record Select() implements TxMethod {
        /** The id of this method. */
        public static final int ID = 90 << 16 | 10;

        static Select decode(ByteBuf in) {
            return new Select();
        }

        @Override
        public int id() {
            return ID;
        }

        @Override
        public void encode(ByteBuf out) {}
    }

    /** Server to client: it is. */
    record SelectOk() implements TxMethod {
        /** The id of this method. */
        public static final int ID = 90 << 16 | 11;

        static SelectOk decode(ByteBuf in) {
            return new SelectOk();
        }

        @Override
        public int id() {
            return ID;
        }

        @Override
        public void encode(ByteBuf out) {}
    }

    /** Client to server: ends the transaction with effect. */
    record Commit() implements TxMethod {
        /** The id of this method. */
        public static final int ID = 90 << 16 | 20;

        static Commit decode(ByteBuf in) {
            return new Commit();
        }

        @Override
        public int id() {
            return ID;
        }

        @Override
        public void encode(ByteBuf out) {}
    }

    /** Server to client: committed. */
    record CommitOk() implements TxMethod {
        /** The id of this method. */
        public static final int ID = 90 << 16 | 21;

        static CommitOk decode(ByteBuf in) {
            return new CommitOk();
        }

        @Override
        public int id() {
            return ID;
        }

        @Override
        public void encode(ByteBuf out) {}
    }

    /** Client to server: ends the transaction without effect. */
    record Rollback() implements TxMethod {
        /** The id of this method. */
        public static final int ID = 90 << 16 | 30;

        static Rollback decode(ByteBuf in) {
            return new Rollback();
        }

        @Override
        public int id() {
            return ID;
        }

        @Override
        public void encode(ByteBuf out) {}
    }

    /** Server to client: rolled back. */
    record RollbackOk() implements TxMethod {
        /** The id of this method. */
        public static final int ID = 90 << 16 | 31;

        static RollbackOk decode(ByteBuf in) {
            return new RollbackOk();
        }

        @Override
        public int id() {
            return ID;
        }

        @Override
        public void encode(ByteBuf out) {}
    }
}
