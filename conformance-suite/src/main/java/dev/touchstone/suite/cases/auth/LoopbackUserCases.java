package dev.touchstone.suite.cases.auth;

import com.rabbitmq.client.AMQP;
import dev.touchstone.suite.lab.Dialogue;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Handshake;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.probe.MethodFields;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.NodeWide;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.rule.Timed;
import dev.touchstone.suite.target.Capability;
import dev.touchstone.suite.target.Endpoint;
import dev.touchstone.suite.target.TargetAdmin.Permissions;
import dev.touchstone.suite.target.UnsupportedByTarget;
import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.net.SocketException;
import org.junit.jupiter.api.Test;

/** User {@code guest} and the address from which it comes. */
@Conformance
@Needs(Capability.NON_LOOPBACK)
class LoopbackUserCases {
    @Test
    @Timed
    @NodeWide
    @Rule("AUTH-10")
    void guestMayNotComeFromAfar(Lab lab) {
        Endpoint afar = fromAfar(lab);
        Handshake guest = lab.handshake().withLogin("PLAIN", Handshake.plain("guest", "guest"));
        lab.dial().login(guest);
        Dialogue told = lab.dial(afar);
        told.start();
        MethodFields close = told.startOk(guest).expectConnectionClose(403);
        Dialogue.expectIds(close, 0, 0);
        lab.expectText(
                "ACCESS_REFUSED - Login was refused using authentication mechanism PLAIN.", close.text("reply-text"));
        Dialogue untold = lab.dial(afar);
        untold.start();
        untold.startOk(guest.withProperties(Handshake.properties())).expectSilentClose();
    }

    @Test
    @NodeWide
    @Needs(Capability.ADMIN)
    @Rule("AUTH-10")
    void otherUsersMayComeFromAfar(Lab lab) {
        Endpoint user = lab.user(Permissions.ALL);
        lab.dial(fromAfar(lab)).open(Handshake.of(user));
    }

    @Test
    @NodeWide(config = "loopback_users = none")
    @Rule("AUTH-10")
    void guestMayComeFromAfarWhereNobodyIsBoundToLoopback(Lab lab) {
        Dialogue dialogue = lab.dial(fromAfar(lab));
        dialogue.open(lab.handshake().withLogin("PLAIN", Handshake.plain("guest", "guest")));
        Expect.that(
                !dialogue.probe().socket().getInetAddress().isLoopbackAddress(),
                "a connection that does not come over loopback",
                () -> dialogue.probe().socket().toString());
        dialogue.call(1, new AMQP.Channel.Open.Builder().build(), "channel.open-ok");
    }

    /** The same broker by an address of this machine that is not loopback; the broker sees us come from that address. */
    private static Endpoint fromAfar(Lab lab) {
        Endpoint near = lab.endpoint();
        try {
            String address = NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(candidate -> candidate instanceof Inet4Address && !candidate.isLoopbackAddress())
                    .map(java.net.InetAddress::getHostAddress)
                    .findFirst()
                    .orElseThrow(() -> new UnsupportedByTarget("this machine has no address but loopback"));
            return new Endpoint(address, near.port(), near.user(), near.password(), near.virtualHost(), near.tls());
        } catch (SocketException e) {
            throw new UnsupportedByTarget("the addresses of this machine cannot be listed: " + e.getMessage());
        }
    }
}
