// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/domain/keys.h"
#include "core/domain/stamps.h"
#include "core/domain/value.h"
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace qoloner {

/// What one step of a mutation does to a row. Numbers are those of the wire.
enum class OpKind : std::uint8_t {
    Put = 1,      ///< make the row, with these fields
    Patch = 2,    ///< change these fields
    Delete = 3,   ///< remove the row; `base` names the last dot its editor saw in field 0
    Undelete = 4, ///< bring a deleted row back as it was
    Approve = 5,  ///< publish the proposed values whose dots `base` names
    Withdraw = 6, ///< take the published row out of the public's sight
};

struct Op {
    OpKind kind = OpKind::Put;
    std::uint16_t entity = 0;
    std::string row;
    FieldValues fields;
    /// For each field (of `fields`, or for Approve of the approved ones): the dot
    /// that wrote the value the editor saw. Absent: the editor saw no value.
    std::map<std::uint16_t, Dot> base;
    bool operator==(const Op&) const = default;
};

/// The name a mutation had before its device had to take another (see sync/README, Forks).
struct Origin {
    DeviceId device = 0;
    Dseq dseq = 0;
    std::string hash; ///< of the mutation as it was signed first, 32 bytes
    bool operator==(const Origin&) const = default;
};

/// One user action, atomic, signed by the device that made it and never
/// changed after. `prevHash` chains all mutations a device issued.
struct Mutation {
    DeviceId device = 0;
    Dseq dseq = 0;            ///< contiguous from 1
    std::string id;           ///< UUIDv7
    std::string actor;        ///< who used the device; row id
    std::uint32_t schema = 0; ///< catalogue version it was written with
    Hlc hlc;                  ///< the device's own time
    Dseq mends = 0;           ///< dseq of the rejected mutation this one replaces, 0: none
    std::string prevHash;     ///< 32 bytes; hash of dseq-1, zeros for the first
    std::vector<Op> ops;
    std::optional<Origin> origin = {}; ///< issued anew under another name
    bool operator==(const Mutation&) const = default;
};

/// A mutation as it travels: `body` is its deterministic CBOR, `signature`
/// Ed25519 over it. What the journal and the server keep, byte for byte.
struct SignedMutation {
    std::string body;
    std::string signature;
    /// BLAKE2b-256 of body and signature: identity for idempotence, link of the chain.
    std::string hash() const;
};

constexpr std::size_t maxMutationBytes = 256 * 1024;
constexpr std::size_t maxOpsPerMutation = 1000;

std::string encodeMutation(const Mutation& mutation);
/// Nothing unless `body` is exactly what `encodeMutation` writes, within bounds.
std::optional<Mutation> decodeMutation(std::string_view body);
SignedMutation signMutation(const Mutation& mutation, const SigningKey& key);

} // namespace qoloner
