package dev.touchstone.broker.http;

import dev.touchstone.broker.auth.AuthStore;
import dev.touchstone.broker.auth.HashAlgorithm;
import dev.touchstone.broker.auth.PasswordHash;
import dev.touchstone.broker.auth.User;
import dev.touchstone.broker.params.ParameterKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Users (MGMT-17, TAG-11). */
final class UsersResource {
    private final Site site;

    UsersResource(Site site) {
        this.site = site;
    }

    void addTo(Router router) {
        router.get("users", this::users)
                .get("users/without-permissions", this::withoutPermissions)
                .post("users/bulk-delete", this::deleteSome)
                .get("users/:user", this::user)
                .put("users/:user", this::put)
                .delete("users/:user", this::delete)
                .get("whoami", this::whoami);
    }

    private Reply users(Call call) {
        call.who().mustAdminister();
        return list(call, site.broker().users().users());
    }

    private Reply withoutPermissions(Call call) {
        call.who().mustAdminister();
        AuthStore store = site.broker().users();
        return list(
                call,
                store.users().stream()
                        .filter(user -> store.permissionsOf(user.name()).isEmpty())
                        .toList());
    }

    private Reply list(Call call, List<User> users) {
        return new Listing(call.query())
                .of(users.stream()
                        .map(user -> new Listing.Row("", user.name(), () -> doc(site, user)))
                        .toList());
    }

    /** A user as lists and definitions show it. */
    static Doc doc(Site site, User user) {
        PasswordHash hash = user.passwordHash();
        HashAlgorithm algorithm = hash == null ? HashAlgorithm.SHA256 : hash.algorithm();
        return new Doc()
                .with("name", user.name())
                .with("password_hash", hash == null ? "" : hash.encoded())
                .with("hashing_algorithm", algorithm.moduleName())
                .with("tags", user.tags())
                .with("limits", site.broker().parameters().map(ParameterKey.userLimits(user.name())));
    }

    private Reply user(Call call) {
        call.who().mustAdminister();
        return new Listing(call.query()).of(doc(site, known(site, call.at("user"))));
    }

    static User known(Site site, String name) {
        User user = site.broker().users().user(name);
        if (user == null) {
            throw ApiException.notFound();
        }
        return user;
    }

    private Reply put(Call call) {
        call.who().mustAdminister();
        String name = call.at("user");
        boolean isNew = site.broker().users().user(name) == null;
        put(site, name, call.body());
        return Reply.put(isNew);
    }

    /** Makes or replaces a user: with a password, a hash, or neither, and then nobody can log in (TAG-11). */
    static void put(Site site, String name, Body body) {
        if (!body.has("tags")) {
            throw ApiException.badRequest("tags_not_present");
        }
        if (name.isEmpty()) {
            throw ApiException.badRequest("a user needs a name");
        }
        if (body.has("password") && body.has("password_hash")) {
            throw ApiException.badRequest("both_password_and_password_hash_are_provided");
        }
        List<String> tags = VhostsResource.tags(body.get("tags"));
        site.broker().users().putUser(new User(name, hash(site, body), tags));
    }

    private static @Nullable PasswordHash hash(Site site, Body body) {
        String password = body.text("password");
        if (password != null) {
            return site.broker().users().hash(password);
        }
        String hash = body.text("password_hash", "");
        if (hash.isEmpty()) {
            return null;
        }
        try {
            return PasswordHash.parse(hash, algorithm(body.text("hashing_algorithm", "")));
        } catch (IllegalArgumentException e) {
            throw ApiException.badTerm("not_base64", hash);
        }
    }

    private static HashAlgorithm algorithm(String name) {
        for (HashAlgorithm algorithm : HashAlgorithm.values()) {
            if (algorithm.moduleName().equals(name)) {
                return algorithm;
            }
        }
        if (name.isEmpty()) {
            return HashAlgorithm.SHA256;
        }
        throw ApiException.badRequest("unknown hashing algorithm");
    }

    private Reply delete(Call call) {
        call.who().mustAdminister();
        known(site, call.at("user"));
        site.broker().deleteUser(call.at("user"));
        return Reply.done();
    }

    private Reply deleteSome(Call call) {
        call.who().mustAdminister();
        Object users = call.body().require("users").get("users");
        if (!(users instanceof List<?> names)) {
            throw ApiException.badRequest("users should be a list");
        }
        names.forEach(name -> site.broker().deleteUser(String.valueOf(name)));
        return Reply.done();
    }

    private Reply whoami(Call call) {
        return Reply.of(new Doc()
                .with("name", call.who().name())
                .with("tags", call.who().tags()));
    }
}
