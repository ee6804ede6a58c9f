// SPDX-License-Identifier: Apache-2.0
// What to say for an error code: what happened, what was kept, what to do next.
pragma Singleton
import QtQuick
import Qoloner.Style

QtObject {
    id: root

    // All of it as one text. `field` and `args` are what came with the code.
    function sentence(code: string, field: string, args: var): string {
        return Format.joined([what(code, field, args), kept(code), next(code)], " ");
    }

    // A code nobody has words for is still said, so that it can be reported.
    function known(code: string): bool {
        return words(code, "", []) !== "";
    }

    function what(code: string, field: string, args: var): string {
        const found = words(code, field === "" ? qsTr("This field") : Words.field(field), args ?? []);
        return found !== "" ? found : qsTr("Something unexpected happened (%1).").arg(code);
    }

    function words(code: string, field: string, args: var): string {
        switch (code) {
        case "field_required": return qsTr("%1 is missing.").arg(field);
        case "field_too_long": return qsTr("%1 is too long; the limit is %2.").arg(field).arg(args[0] ?? "");
        case "field_out_of_range": return qsTr("%1 must be between %2 and %3.").arg(field).arg(args[0] ?? "").arg(args[1] ?? "");
        case "field_invalid": return qsTr("%1 cannot be read as it stands.").arg(field);
        case "field_not_a_choice": return qsTr("%1 is not one of the choices.").arg(field);
        case "field_unknown": case "entity_unknown": return qsTr("This app does not know part of this record.");
        case "field_read_only": return qsTr("%1 can only be set by the server.").arg(field);
        case "row_id_invalid": case "row_exists": return qsTr("The record could not be given a place of its own.");
        case "row_missing": case "parent_missing": return qsTr("The record this belongs to is no longer there.");
        case "nothing_changed": return qsTr("There is no change to save.");
        case "not_rejected": return qsTr("This change was not refused, so there is nothing to mend.");
        case "too_much_at_once": return qsTr("This is too much for one save.");
        case "disk_full": return qsTr("This device has no room left.");
        case "storage_failed": return qsTr("This device could not write its data.");
        case "replica_locked": return qsTr("The data here is locked: its key is missing, or another program is using it.");
        case "replica_newer": return qsTr("The data here was written by a newer version of the app.");
        case "not_enrolled": return qsTr("This device has not joined yet.");
        case "already_enrolled": return qsTr("This device has already joined.");
        case "device_label_invalid": return qsTr("The name of this device cannot be used.");
        case "key_store_failed": case "device_key_missing": return qsTr("The key of this device cannot be reached.");
        case "server_unreachable": return qsTr("The server cannot be reached.");
        case "offline": return qsTr("There is no connection.");
        case "timeout": return qsTr("The server did not answer in time.");
        case "server_failed": case "rejoin_stale": return qsTr("Something went wrong at the server.");
        case "storage_full": return qsTr("The server has no room left.");
        case "too_many_attempts": return qsTr("There were too many attempts.");
        case "too_many_listeners": return qsTr("Too many devices are listening to the server just now.");
        case "connection_lost": return qsTr("The connection broke off.");
        case "server_unavailable": return qsTr("The server is not available just now.");
        case "tls_failed": return qsTr("The connection is not safe, so it was closed.");
        case "not_our_server": return qsTr("Something else answered in place of the server.");
        case "message_invalid": case "page_invalid": case "receipt_invalid":
            return qsTr("The server's answer made no sense and was not used.");
        case "message_too_large": return qsTr("The message was too large.");
        case "request_invalid": case "method_not_allowed": case "not_found": case "head_too_large": case "encoding_unsupported":
            return qsTr("The server did not understand the app.");
        case "version_unsupported": return qsTr("The app and the server speak different versions.");
        case "schema_unsupported": return qsTr("The server does not take changes of this version of the app.");
        case "server_too_old": return qsTr("The server is older than this app.");
        case "cursor_too_old": return qsTr("This device was away for long; it fetches everything anew.");
        case "app_too_old": return qsTr("This version of the app is too old for the server.");
        case "server_key_changed": return qsTr("The server is not the one this device joined.");
        case "certificate_invalid": return qsTr("The server's certificate for this device is not valid.");
        case "server_url_invalid": return qsTr("This is not a server address.");
        case "server_url_insecure": return qsTr("The address is not encrypted, so nothing was sent.");
        case "invite_malformed": return qsTr("This invite cannot be read: a code has 8 letters and digits, like K7QM-3D0F.");
        case "invite_expired": return qsTr("This invite has run out.");
        case "invite_unknown": return qsTr("The server does not know this invite.");
        case "invite_used": return qsTr("This invite has been used already.");
        case "consent_missing": return qsTr("There is no consent for this.");
        case "consent_immutable": return qsTr("A consent cannot be changed, only withdrawn.");
        case "guardian_missing": return qsTr("A person under 18 needs a guardian's consent.");
        case "minor_never_public": return qsTr("A person under 18 is never shown in public.");
        case "proof_never_public": return qsTr("The proof of a consent is never shown in public.");
        case "row_buried": return qsTr("The record was deleted for good long ago.");
        case "actor_mismatch": return qsTr("This change was made under another person's name.");
        case "device_revoked": return qsTr("This device may no longer send changes.");
        case "device_forked": return qsTr("There is a copy of this device, and the two have gone different ways.");
        case "fork_limit": case "fork_point_unknown": case "fork_unproven": case "origin_invalid":
            return qsTr("The server could not tell this device from a copy of it.");
        case "rejoin_unconfirmed": return qsTr("The server lost its newest data and an administrator has to let this device back in.");
        case "permission_denied": return qsTr("Your role may not do this.");
        case "base_rejected": return qsTr("An earlier change that this one builds on was refused.");
        case "base_missing": return qsTr("What this change builds on never reached the server.");
        case "superseded": return qsTr("Somebody has changed this since you looked at it.");
        case "not_reviewed": return qsTr("This kind of record is not reviewed.");
        case "nothing_to_approve": return qsTr("There is nothing waiting for approval here.");
        case "deleted_while_edited": return qsTr("The record was deleted while it was being edited.");
        case "edit_of_deleted": return qsTr("This edits a record that has been deleted.");
        case "device_unknown": case "signature_invalid": case "mutation_invalid": case "too_far_ahead":
            return qsTr("The server did not recognise this change as coming from this device.");
        case "nonce_invalid": case "token_invalid": case "token_expired": case "token_missing":
            return qsTr("The session with the server has run out.");
        case "photo_format": return qsTr("This kind of picture cannot be read.");
        case "photo_too_large": return qsTr("This picture is too large.");
        case "photo_unreadable": return qsTr("The picture could not be opened.");
        case "upload_too_large": case "media_size": return qsTr("The photo is larger than the server takes.");
        case "upload_limit": return qsTr("The server has taken as many photos from this device as it takes in an hour.");
        case "upload_conflict": return qsTr("The photo was being sent twice at once.");
        case "upload_checksum": case "media_hash": return qsTr("The photo did not arrive as it was sent.");
        case "upload_version": case "upload_invalid": case "range_invalid":
            return qsTr("The server and the app do not agree on how photos are sent.");
        case "media_type": return qsTr("The server takes only JPEG, PNG and WebP pictures.");
        case "media_damaged": return qsTr("The photo is damaged: it cannot be read to its end.");
        case "media_trailing": return qsTr("The photo has something else hidden in it.");
        case "media_metadata": return qsTr("The photo still says where, when or by whom it was taken.");
        case "media_costly": return qsTr("The photo takes the server too much time or memory to read.");
        case "position_missing": case "position_unavailable": return qsTr("There is no position yet.");
        case "position_denied": return qsTr("The app may not use the position of this device.");
        case "position_timeout": return qsTr("No position came in time.");
        case "position_off": return qsTr("Positioning is switched off on this device.");
        }
        return "";
    }

    readonly property var network: ["server_unreachable", "connection_lost", "server_unavailable", "tls_failed",
        "not_our_server", "message_invalid", "message_too_large", "page_invalid", "receipt_invalid", "nonce_invalid",
        "token_invalid", "token_expired", "token_missing", "offline", "timeout", "server_failed", "storage_full",
        "too_many_listeners", "cursor_too_old", "rejoin_stale", "upload_limit", "upload_conflict", "upload_checksum",
        "media_hash"]
    readonly property var joining: ["invite_malformed", "invite_expired", "invite_unknown", "invite_used",
        "server_url_invalid", "server_url_insecure", "already_enrolled", "certificate_invalid",
        "device_label_invalid"]
    readonly property var plain: ["field_required", "field_too_long", "field_out_of_range", "field_invalid",
        "field_not_a_choice", "nothing_changed", "photo_format", "photo_too_large", "photo_unreadable",
        "position_missing", "position_unavailable", "position_denied", "position_timeout", "position_off",
        "consent_missing", "guardian_missing"]

    function kept(code: string): string {
        return plain.includes(code) ? ""
            : joining.includes(code) ? qsTr("Nothing was changed on this device.")
            : qsTr("What you have saved here is safe.");
    }

    function next(code: string): string {
        switch (code) {
        case "disk_full": return qsTr("Free some space, then try again.");
        case "app_too_old": case "replica_newer": case "field_unknown": case "entity_unknown": case "version_unsupported":
        case "schema_unsupported": case "request_invalid": case "method_not_allowed": case "not_found":
        case "head_too_large": case "encoding_unsupported": case "upload_version": case "upload_invalid":
        case "range_invalid":
            return qsTr("Update the app.");
        case "replica_locked": return qsTr("Close what else uses it, then start the app again.");
        case "too_many_attempts": return qsTr("Wait a few minutes, then try again.");
        case "server_too_old": return qsTr("Wait until the server is updated.");
        case "invite_malformed": return qsTr("Type it again, or paste the whole link.");
        case "invite_expired": case "invite_unknown": case "invite_used":
            return qsTr("Ask for a new invite.");
        case "server_url_invalid": return qsTr("It looks like https://example.kz.");
        case "server_url_insecure": return qsTr("Use an address that begins with https.");
        case "not_our_server": return qsTr("Open a browser: the network may want you to sign in first.");
        case "superseded": return qsTr("Look at it once more, then decide.");
        case "base_rejected": return qsTr("Mend the earlier change first.");
        case "consent_missing": return qsTr("Ask for it, then save again.");
        case "guardian_missing": return qsTr("Write down who agreed.");
        case "photo_format": case "photo_unreadable": return qsTr("Choose a JPEG or PNG picture.");
        case "photo_too_large": case "upload_too_large": case "media_size": case "media_costly":
            return qsTr("Choose a smaller one.");
        case "media_type": case "media_damaged": case "media_trailing": case "media_metadata":
            return qsTr("Add it again from the gallery: the app makes a clean copy.");
        case "position_missing": case "position_unavailable": case "position_timeout":
            return qsTr("Step outside, wait a moment, try again.");
        case "position_denied": case "position_off": return qsTr("Allow it in the settings of the device.");
        case "field_too_long": return qsTr("Shorten it.");
        case "rejoin_unconfirmed": case "permission_denied": case "server_key_changed": case "key_store_failed": case "device_key_missing":
        case "certificate_invalid": case "device_unknown": case "signature_invalid": case "actor_mismatch":
        case "device_revoked": case "device_forked": case "fork_limit": case "fork_point_unknown": case "fork_unproven": case "origin_invalid":
            return qsTr("Ask whoever invited you.");
        }
        return network.includes(code) ? qsTr("The app tries again by itself.") : "";
    }
}
