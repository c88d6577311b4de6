package dev.touchstone.broker.http;

import dev.touchstone.broker.auth.AuthStore;
import dev.touchstone.broker.auth.Permissions;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Permissions and topic permissions (MGMT-18). */
final class PermissionsResource {
    private final Site site;

    PermissionsResource(Site site) {
        this.site = site;
    }

    void addTo(Router router) {
        router.get("permissions", this::all)
                .get("permissions/:vhost/:user", this::one)
                .put("permissions/:vhost/:user", this::put)
                .delete("permissions/:vhost/:user", this::delete)
                .get("users/:user/permissions", this::ofUser)
                .get("vhosts/:vhost/permissions", this::ofVhost)
                .get("topic-permissions", this::allTopics)
                .get("topic-permissions/:vhost/:user", this::topicsOfBoth)
                .put("topic-permissions/:vhost/:user", this::putTopic)
                .delete("topic-permissions/:vhost/:user", this::deleteTopics)
                .delete("topic-permissions/:vhost/:user/:exchange", this::deleteTopic)
                .get("users/:user/topic-permissions", this::topicsOfUser)
                .get("vhosts/:vhost/topic-permissions", this::topicsOfVhost);
    }

    private AuthStore users() {
        return site.broker().users();
    }

    private Reply list(Call call, Predicate<AuthStore.Grant> wanted) {
        return new Listing(call.query())
                .of(users().grants().stream()
                        .filter(wanted)
                        .map(grant -> new Listing.Row(grant.vhost(), grant.user(), () -> doc(grant)))
                        .toList());
    }

    static Doc doc(AuthStore.Grant grant) {
        return new Doc()
                .with("user", grant.user())
                .with("vhost", grant.vhost())
                .with("configure", grant.permissions().configure())
                .with("write", grant.permissions().write())
                .with("read", grant.permissions().read());
    }

    private Reply all(Call call) {
        call.who().mustAdminister();
        return list(call, grant -> true);
    }

    private Reply ofUser(Call call) {
        call.who().mustAdminister();
        String user = UsersResource.known(site, call.at("user")).name();
        return list(call, grant -> grant.user().equals(user));
    }

    private Reply ofVhost(Call call) {
        call.who().mustAdminister();
        String vhost = site.room(call.at("vhost")).name();
        return list(call, grant -> grant.vhost().equals(vhost));
    }

    private void checkBoth(Call call) {
        call.who().mustAdminister();
        site.room(call.at("vhost"));
        UsersResource.known(site, call.at("user"));
    }

    private Reply one(Call call) {
        checkBoth(call);
        Permissions permissions = users().permissions(call.at("user"), call.at("vhost"));
        if (permissions == null) {
            throw ApiException.notFound();
        }
        return new Listing(call.query()).of(doc(new AuthStore.Grant(call.at("user"), call.at("vhost"), permissions)));
    }

    private Reply put(Call call) {
        call.who().mustAdminister();
        Body body = call.body().require("configure", "write", "read");
        checkKnown(call.at("vhost"), call.at("user"));
        boolean isNew = users().permissions(call.at("user"), call.at("vhost")) == null;
        put(call.at("vhost"), call.at("user"), body);
        return Reply.put(isNew);
    }

    private void checkKnown(String vhost, String user) {
        if (site.broker().room(vhost) == null || users().user(user) == null) {
            throw ApiException.badRequest("vhost_or_user_not_found");
        }
    }

    void put(String vhost, String user, Body body) {
        checkKnown(vhost, user);
        for (String each : List.of("configure", "write", "read")) {
            checkExpression(body.text(each, ""));
        }
        users().setPermissions(
                        user,
                        vhost,
                        Permissions.of(body.text("configure", ""), body.text("write", ""), body.text("read", "")));
    }

    /** What topic permissions fill in is no part of the expression (PERM-15). */
    private static String withoutVariables(String expression) {
        return expression.replace("{username}", "u").replace("{vhost}", "v");
    }

    private static void checkExpression(String expression) {
        try {
            Pattern.compile(expression);
        } catch (PatternSyntaxException e) {
            throw ApiException.badTerm(
                    "invalid_regexp",
                    characters(expression),
                    List.of(characters(e.getDescription()), Math.max(0, e.getIndex())));
        }
    }

    /** Texts of Erlang are lists of characters, and look so here. */
    private static List<Integer> characters(String text) {
        return text.codePoints().boxed().toList();
    }

    private Reply delete(Call call) {
        checkBoth(call);
        if (users().permissions(call.at("user"), call.at("vhost")) == null) {
            throw ApiException.notFound();
        }
        users().clearPermissions(call.at("user"), call.at("vhost"));
        return Reply.done();
    }

    private List<AuthStore.TopicGrant> topics(Predicate<AuthStore.TopicGrant> wanted) {
        return users().topicGrants().stream().filter(wanted).toList();
    }

    private Reply topicList(Call call, Predicate<AuthStore.TopicGrant> wanted) {
        return new Listing(call.query())
                .of(topics(wanted).stream()
                        .map(grant -> new Listing.Row(grant.vhost(), grant.user(), () -> doc(grant)))
                        .toList());
    }

    static Doc doc(AuthStore.TopicGrant grant) {
        return new Doc()
                .with("user", grant.user())
                .with("vhost", grant.vhost())
                .with("exchange", grant.exchange())
                .with("write", grant.permissions().write())
                .with("read", grant.permissions().read());
    }

    private Reply allTopics(Call call) {
        call.who().mustAdminister();
        return topicList(call, grant -> true);
    }

    private Reply topicsOfUser(Call call) {
        call.who().mustAdminister();
        String user = UsersResource.known(site, call.at("user")).name();
        return topicList(call, grant -> grant.user().equals(user));
    }

    private Reply topicsOfVhost(Call call) {
        call.who().mustAdminister();
        String vhost = site.room(call.at("vhost")).name();
        return topicList(call, grant -> grant.vhost().equals(vhost));
    }

    private Predicate<AuthStore.TopicGrant> ofBoth(Call call) {
        return grant -> grant.vhost().equals(call.at("vhost")) && grant.user().equals(call.at("user"));
    }

    private Reply topicsOfBoth(Call call) {
        checkBoth(call);
        if (topics(ofBoth(call)).isEmpty()) {
            throw ApiException.notFound();
        }
        return topicList(call, ofBoth(call));
    }

    private Reply putTopic(Call call) {
        call.who().mustAdminister();
        Body body = call.body().require("exchange", "write", "read");
        checkKnown(call.at("vhost"), call.at("user"));
        boolean isNew = topics(ofBoth(call)).isEmpty();
        putTopic(call.at("vhost"), call.at("user"), body);
        return Reply.put(isNew);
    }

    void putTopic(String vhost, String user, Body body) {
        checkKnown(vhost, user);
        checkExpression(withoutVariables(body.text("write", "")));
        checkExpression(withoutVariables(body.text("read", "")));
        users().setTopicPermissions(
                        user, vhost, body.text("exchange", ""), body.text("write", ""), body.text("read", ""));
    }

    private Reply deleteTopics(Call call) {
        checkBoth(call);
        if (topics(ofBoth(call)).isEmpty()) {
            throw ApiException.notFound();
        }
        users().clearTopicPermissions(call.at("user"), call.at("vhost"));
        return Reply.done();
    }

    private Reply deleteTopic(Call call) {
        checkBoth(call);
        if (topics(ofBoth(call)).isEmpty()) {
            throw ApiException.notFound();
        }
        users().clearTopicPermissions(call.at("user"), call.at("vhost"), call.at("exchange"));
        return Reply.done();
    }
}
