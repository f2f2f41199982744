package sevenservers.netty;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.junit.jupiter.api.Test;

class SharedTurnTest {

    private final SharedTurn turn =
            new SharedTurn(UnpooledByteBufAllocator.DEFAULT);
    private final ByteBuffer lines =
            ByteBuffer.allocateDirect(100).put("x".repeat(100).getBytes(US_ASCII));

    @Test
    void allMembersShareOneCopy() {
        ByteBuf first = turn.share(lines.duplicate().flip());
        ByteBuf second = turn.share(lines.duplicate().flip().position(10));
        assertThat(second.readableBytes()).isEqualTo(90);
        first.setByte(10, 'y');
        assertThat(second.getByte(0)).isEqualTo((byte) 'y');
        turn.clear();
        first.release();
        assertThat(second.refCnt()).isPositive();
        second.release();
        assertThat(second.refCnt()).isZero();
    }

    @Test
    void aSmallPieceDoesNotKeepTheWholeTurn() {
        ByteBuf whole = turn.share(lines.duplicate().flip());
        ByteBuf piece = turn.share(lines.duplicate().flip().position(90));
        assertThat(piece.readableBytes()).isEqualTo(10);
        turn.clear();
        whole.release();
        assertThat(whole.refCnt()).isZero();
        assertThat(piece.refCnt()).isPositive();
        piece.release();
    }
}
