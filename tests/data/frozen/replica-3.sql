PRAGMA user_version = 3;
CREATE TABLE meta (key TEXT NOT NULL PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE journal (
                dseq INTEGER NOT NULL PRIMARY KEY,
                state INTEGER NOT NULL,
                outcome INTEGER NOT NULL DEFAULT 0,
                rev INTEGER NOT NULL DEFAULT 0,
                effective INTEGER NOT NULL DEFAULT 0,
                created_ms INTEGER NOT NULL,
                entity INTEGER NOT NULL,
                row TEXT NOT NULL,
                kind INTEGER NOT NULL,
                error_code TEXT NOT NULL DEFAULT '',
                error_field TEXT NOT NULL DEFAULT '',
                error_args TEXT NOT NULL DEFAULT '',
                receipt BLOB,
                hash BLOB NOT NULL,
                signature BLOB NOT NULL,
                body BLOB NOT NULL
            , mends INTEGER NOT NULL DEFAULT 0, device INTEGER NOT NULL DEFAULT 0, epoch TEXT NOT NULL DEFAULT '', resend INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE overlay (
                tbl INTEGER NOT NULL, id TEXT NOT NULL, dseq INTEGER NOT NULL,
                PRIMARY KEY (tbl, id, dseq)
            ) STRICT, WITHOUT ROWID;
CREATE TABLE base_row (
                tbl INTEGER NOT NULL, id TEXT NOT NULL, state BLOB, PRIMARY KEY (tbl, id)
            ) STRICT, WITHOUT ROWID;
CREATE TABLE cursor (scope TEXT NOT NULL PRIMARY KEY, rev INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE city (
    id TEXT NOT NULL PRIMARY KEY,
    name_kk TEXT,
    name_ru TEXT,
    name_en TEXT,
    lat INTEGER,
    lon INTEGER,
    designated_at INTEGER,
    source TEXT,
    _stamps BLOB,
    _rev INTEGER NOT NULL DEFAULT 0,
    _flags INTEGER NOT NULL DEFAULT 0,
    _extra BLOB
) STRICT;
CREATE TABLE region (
    id TEXT NOT NULL PRIMARY KEY,
    name_kk TEXT,
    name_ru TEXT,
    name_en TEXT,
    lat INTEGER,
    lon INTEGER,
    _stamps BLOB,
    _rev INTEGER NOT NULL DEFAULT 0,
    _flags INTEGER NOT NULL DEFAULT 0,
    _extra BLOB
) STRICT;
CREATE TABLE craft (
    id TEXT NOT NULL PRIMARY KEY,
    name_kk TEXT,
    name_ru TEXT,
    name_en TEXT,
    parent TEXT,
    note TEXT,
    viability TEXT,
    _stamps BLOB,
    _rev INTEGER NOT NULL DEFAULT 0,
    _flags INTEGER NOT NULL DEFAULT 0,
    _extra BLOB
) STRICT;
CREATE TABLE artisan (
    id TEXT NOT NULL PRIMARY KEY,
    name_kk TEXT,
    name_ru TEXT,
    name_en TEXT,
    craft TEXT,
    crafts TEXT,
    region TEXT,
    settlement TEXT,
    story_kk TEXT,
    story_ru TEXT,
    story_en TEXT,
    since_year INTEGER,
    level TEXT,
    working_status TEXT,
    visit_mode TEXT,
    takes_orders INTEGER,
    takes_apprentices INTEGER,
    opening_hours TEXT,
    is_demo INTEGER,
    pub_lat INTEGER,
    pub_lon INTEGER,
    blur_m INTEGER,
    status TEXT,
    learned_how TEXT,
    _stamps BLOB,
    _rev INTEGER NOT NULL DEFAULT 0,
    _flags INTEGER NOT NULL DEFAULT 0,
    _extra BLOB
) STRICT;
CREATE TABLE artisan_draft (
    id TEXT NOT NULL PRIMARY KEY,
    name_kk TEXT,
    name_ru TEXT,
    name_en TEXT,
    craft TEXT,
    crafts TEXT,
    region TEXT,
    settlement TEXT,
    story_kk TEXT,
    story_ru TEXT,
    story_en TEXT,
    since_year INTEGER,
    level TEXT,
    working_status TEXT,
    visit_mode TEXT,
    takes_orders INTEGER,
    takes_apprentices INTEGER,
    opening_hours TEXT,
    is_demo INTEGER,
    pub_lat INTEGER,
    pub_lon INTEGER,
    blur_m INTEGER,
    status TEXT,
    learned_how TEXT,
    _stamps BLOB,
    _rev INTEGER NOT NULL DEFAULT 0,
    _flags INTEGER NOT NULL DEFAULT 0,
    _extra BLOB
) STRICT;
CREATE TABLE artisan_staff (
    id TEXT NOT NULL PRIMARY KEY,
    lat INTEGER,
    lon INTEGER,
    accuracy_m INTEGER,
    position_at INTEGER,
    home_workshop INTEGER,
    birth_year INTEGER,
    name_variants TEXT,
    field_note TEXT,
    minor INTEGER,
    _stamps BLOB,
    _rev INTEGER NOT NULL DEFAULT 0,
    _flags INTEGER NOT NULL DEFAULT 0,
    _extra BLOB
) STRICT;
CREATE TABLE artisan_private (
    id TEXT NOT NULL PRIMARY KEY,
    phone TEXT,
    address TEXT,
    _stamps BLOB,
    _rev INTEGER NOT NULL DEFAULT 0,
    _flags INTEGER NOT NULL DEFAULT 0,
    _extra BLOB
) STRICT;
CREATE TABLE place (
    id TEXT NOT NULL PRIMARY KEY,
    name_kk TEXT,
    name_ru TEXT,
    name_en TEXT,
    kind TEXT,
    lat INTEGER,
    lon INTEGER,
    address_kk TEXT,
    address_ru TEXT,
    address_en TEXT,
    story_kk TEXT,
    story_ru TEXT,
    story_en TEXT,
    opening_hours TEXT,
    status TEXT,
    checked_at INTEGER,
    wheelchair TEXT,
    confidence TEXT,
    source TEXT,
    crafts TEXT,
    _stamps BLOB,
    _rev INTEGER NOT NULL DEFAULT 0,
    _flags INTEGER NOT NULL DEFAULT 0,
    _extra BLOB
) STRICT;
CREATE TABLE event (
    id TEXT NOT NULL PRIMARY KEY,
    name_kk TEXT,
    name_ru TEXT,
    name_en TEXT,
    kind TEXT,
    starts_at INTEGER,
    ends_at INTEGER,
    tz TEXT,
    rule TEXT,
    when_text TEXT,
    place TEXT,
    story_kk TEXT,
    story_ru TEXT,
    story_en TEXT,
    source TEXT,
    confidence TEXT,
    when_kk TEXT,
    when_ru TEXT,
    when_en TEXT,
    _stamps BLOB,
    _rev INTEGER NOT NULL DEFAULT 0,
    _flags INTEGER NOT NULL DEFAULT 0,
    _extra BLOB
) STRICT;
CREATE TABLE route (
    id TEXT NOT NULL PRIMARY KEY,
    title_kk TEXT,
    title_ru TEXT,
    title_en TEXT,
    story_kk TEXT,
    story_ru TEXT,
    story_en TEXT,
    length_m INTEGER,
    walk_min INTEGER,
    total_min INTEGER,
    crafts TEXT,
    ord INTEGER,
    access_kk TEXT,
    access_ru TEXT,
    access_en TEXT,
    season_kk TEXT,
    season_ru TEXT,
    season_en TEXT,
    path TEXT,
    _stamps BLOB,
    _rev INTEGER NOT NULL DEFAULT 0,
    _flags INTEGER NOT NULL DEFAULT 0,
    _extra BLOB
) STRICT;
CREATE TABLE route_stop (
    id TEXT NOT NULL PRIMARY KEY,
    route TEXT,
    place TEXT,
    ord INTEGER,
    stay_min INTEGER,
    story_kk TEXT,
    story_ru TEXT,
    story_en TEXT,
    leg_m INTEGER,
    trigger_m INTEGER,
    _stamps BLOB,
    _rev INTEGER NOT NULL DEFAULT 0,
    _flags INTEGER NOT NULL DEFAULT 0,
    _extra BLOB
) STRICT;
CREATE TABLE work (
    id TEXT NOT NULL PRIMARY KEY,
    artisan TEXT,
    title_kk TEXT,
    title_ru TEXT,
    title_en TEXT,
    craft TEXT,
    year INTEGER,
    materials TEXT,
    story_kk TEXT,
    story_ru TEXT,
    story_en TEXT,
    state TEXT,
    price_kind TEXT,
    price_minor INTEGER,
    currency TEXT,
    price_as_of INTEGER,
    _stamps BLOB,
    _rev INTEGER NOT NULL DEFAULT 0,
    _flags INTEGER NOT NULL DEFAULT 0,
    _extra BLOB
) STRICT;
CREATE TABLE work_draft (
    id TEXT NOT NULL PRIMARY KEY,
    artisan TEXT,
    title_kk TEXT,
    title_ru TEXT,
    title_en TEXT,
    craft TEXT,
    year INTEGER,
    materials TEXT,
    story_kk TEXT,
    story_ru TEXT,
    story_en TEXT,
    state TEXT,
    price_kind TEXT,
    price_minor INTEGER,
    currency TEXT,
    price_as_of INTEGER,
    _stamps BLOB,
    _rev INTEGER NOT NULL DEFAULT 0,
    _flags INTEGER NOT NULL DEFAULT 0,
    _extra BLOB
) STRICT;
CREATE TABLE media (
    id TEXT NOT NULL PRIMARY KEY,
    artisan TEXT,
    work TEXT,
    sha256 TEXT,
    mime TEXT,
    width INTEGER,
    height INTEGER,
    bytes INTEGER,
    alt_kk TEXT,
    alt_ru TEXT,
    alt_en TEXT,
    credit TEXT,
    licence TEXT,
    kind TEXT,
    placeholder TEXT,
    _stamps BLOB,
    _rev INTEGER NOT NULL DEFAULT 0,
    _flags INTEGER NOT NULL DEFAULT 0,
    _extra BLOB
) STRICT;
CREATE TABLE media_draft (
    id TEXT NOT NULL PRIMARY KEY,
    artisan TEXT,
    work TEXT,
    sha256 TEXT,
    mime TEXT,
    width INTEGER,
    height INTEGER,
    bytes INTEGER,
    alt_kk TEXT,
    alt_ru TEXT,
    alt_en TEXT,
    credit TEXT,
    licence TEXT,
    kind TEXT,
    placeholder TEXT,
    _stamps BLOB,
    _rev INTEGER NOT NULL DEFAULT 0,
    _flags INTEGER NOT NULL DEFAULT 0,
    _extra BLOB
) STRICT;
CREATE TABLE consent_staff (
    id TEXT NOT NULL PRIMARY KEY,
    artisan TEXT,
    purposes TEXT,
    text_version TEXT,
    lang TEXT,
    method TEXT,
    proof_sha256 TEXT,
    witness TEXT,
    given_at INTEGER,
    withdrawn_at INTEGER,
    guardian TEXT,
    signature_svg TEXT,
    _stamps BLOB,
    _rev INTEGER NOT NULL DEFAULT 0,
    _flags INTEGER NOT NULL DEFAULT 0,
    _extra BLOB
) STRICT;
CREATE TABLE relation (
    id TEXT NOT NULL PRIMARY KEY,
    artisan TEXT,
    other TEXT,
    other_name TEXT,
    kind TEXT,
    craft TEXT,
    from_year INTEGER,
    to_year INTEGER,
    evidence TEXT,
    _stamps BLOB,
    _rev INTEGER NOT NULL DEFAULT 0,
    _flags INTEGER NOT NULL DEFAULT 0,
    _extra BLOB
) STRICT;
CREATE TABLE relation_draft (
    id TEXT NOT NULL PRIMARY KEY,
    artisan TEXT,
    other TEXT,
    other_name TEXT,
    kind TEXT,
    craft TEXT,
    from_year INTEGER,
    to_year INTEGER,
    evidence TEXT,
    _stamps BLOB,
    _rev INTEGER NOT NULL DEFAULT 0,
    _flags INTEGER NOT NULL DEFAULT 0,
    _extra BLOB
) STRICT;
CREATE TABLE conflict_staff (
    id TEXT NOT NULL PRIMARY KEY,
    artisan TEXT,
    entity INTEGER,
    row TEXT,
    field INTEGER,
    value BLOB,
    author TEXT,
    written_at INTEGER,
    dot_device INTEGER,
    dot_dseq INTEGER,
    reason TEXT,
    state TEXT,
    author_name TEXT,
    _stamps BLOB,
    _rev INTEGER NOT NULL DEFAULT 0,
    _flags INTEGER NOT NULL DEFAULT 0,
    _extra BLOB
) STRICT;
CREATE TABLE later_row (
                tbl INTEGER NOT NULL, id TEXT NOT NULL, rev INTEGER NOT NULL, flags INTEGER NOT NULL,
                stamps BLOB NOT NULL, fields BLOB NOT NULL, PRIMARY KEY (tbl, id)
            ) STRICT, WITHOUT ROWID;
CREATE TABLE reissued (
                device INTEGER NOT NULL, dseq INTEGER NOT NULL, PRIMARY KEY (device, dseq)
            ) STRICT, WITHOUT ROWID;
CREATE TABLE past_answer (
                dseq INTEGER NOT NULL, epoch TEXT NOT NULL, outcome INTEGER NOT NULL, rev INTEGER NOT NULL,
                effective INTEGER NOT NULL, error_code TEXT NOT NULL, error_field TEXT NOT NULL,
                error_args TEXT NOT NULL, receipt BLOB NOT NULL, PRIMARY KEY (dseq, epoch)
            ) STRICT, WITHOUT ROWID;
INSERT INTO meta (key, value) VALUES ('complete_rev', X'32');
INSERT INTO meta (key, value) VALUES ('epoch', X'37653065313738383432613030303861');
INSERT INTO meta (key, value) VALUES ('hlc', X'313136363534303830303030303030303034');
INSERT INTO meta (key, value) VALUES ('last_hash', X'9736F5BE53614AC5A03D80AFCF4F92E4E53C73419DF43352D301A06069EDA5E2');
INSERT INTO meta (key, value) VALUES ('pull_begun_rev', X'30');
INSERT INTO meta (key, value) VALUES ('schema', X'32');
INSERT INTO meta (key, value) VALUES ('sweep', X'30');
INSERT INTO meta (key, value) VALUES ('sync.enrolment', X'3864373436383734373437303733336132663266373337393665363332653635373836313664373036633635353832306665633134323836373366366166653839323634623338303733343461653862323639643132356135303338353532303236383764623561373132383537396666353635363636393635366336343738323433303331333933303330333033303330326433303330333033303264333733303330333032643338333033303330326433303330333033303330333033303330333033393330333036363631366336643631373437393630383136353462356132643336333236666432616564306262643062336431393633613230363636393635366336343538623138323538366338393031353832303334623464393034333135366362366463663062656230613239343962373535396339343064326263623664626538633533613962333032373865336137343630323738323433303331333933303330333033303330326433303330333033303264333733303330333032643338333033303330326433303330333033303330333033303330333033393330333036363631366336643631373437393630383136353462356132643336333231623030303030313965373034343838303031623030303030316130336663306530303035383430376366336336376135333432383462636266366266366637613834656462383261366464393036386533633666386233303963396637336239633836366437626464643031663234393137353234613261643632336538376665383362643939613638356166353164323336383735316330383663333433633035626133303738323664373037353632366336393633326636313663366436313734373936633732363536373639366636653266346235613264333633323162303030303031396537303434383830303031');
INSERT INTO meta (key, value) VALUES ('sync.fork', X'');
INSERT INTO journal (dseq, state, outcome, rev, effective, created_ms, entity, row, kind, error_code, error_field, error_args, receipt, hash, signature, body, mends, device, epoch, resend) VALUES (1, 3, 0, 1, 116654080000000000, 1780000000000, 4, '01900000-0000-7000-8000-000000000001', 1, '', '', '', X'6AAEFADDE678C3BE15DFA1FF79DE38F533E867E4C0830F30E43DBDDE72F1F2522E2ED70BE293C5CFF64EF160826EC95B7120A0E5E5879C2CC27DD97BB39B8603', X'9324A7EB4CDC09B8B8D5A13C889C39954F0218ED3761D6850B3B3E4042D38354', X'41C20F555A784A2A07C185FDED296750A147B3013AC0267CB4F3EF9C87728AC46178FE73B1B6B3EBC943958ECF5209C5F493DE2A7D284A21007841A997D2C108', X'891B0000124907F2FA8B0150019E704488007C82A02707518FEECE0D5001900000000070008000000000000900021B019E7044880000000058200000000000000000000000000000000000000000000000000000000000000000818501045001900000000070008000000000000001A40172D2AED0BBD0B3D1963A20D090D0B9D188D0B0046466656C7406654B5A2D3632076CD2B0D0BBD18BD182D0B0D183A0', 0, 20104875276939, '7e0e178842a0008a', 0);
INSERT INTO journal (dseq, state, outcome, rev, effective, created_ms, entity, row, kind, error_code, error_field, error_args, receipt, hash, signature, body, mends, device, epoch, resend) VALUES (2, 4, 4, 0, 0, 1780000000000, 4, '01900000-0000-7000-8000-000000000001', 2, 'permission_denied', 'artisan', '', X'45090697FD39E0A8AFF8F30B9FAAF047AD0567A7505C7F798386D453ECA4E46A5E55469AEC8C35E3D43E800087DBE16F53D50FC9D1247F5DE1C5A0772C40C809', X'459C4C9B3B3115A011DBDDD63A8228213E8829E45BA86C0EF67FDE052C2A7100', X'773BE0CAF2BDDA7F1699745077F1AFF21CECB96991FE568152C4D3CF34517BB78A87C1D1418C58BA3E3776374415938AB563556C9E0E4FF47FB2C7921494C107', X'891B0000124907F2FA8B0250019E704488007505BB0EE96E09B9A4425001900000000070008000000000000900021B019E7044880000010058209324A7EB4CDC09B8B8D5A13C889C39954F0218ED3761D6850B3B3E4042D38354818502045001900000000070008000000000000001A106654B5A2D3735A106821B0000124907F2FA8B01', 0, 20104875276939, '7e0e178842a0008a', 0);
INSERT INTO journal (dseq, state, outcome, rev, effective, created_ms, entity, row, kind, error_code, error_field, error_args, receipt, hash, signature, body, mends, device, epoch, resend) VALUES (3, 2, 0, 3, 116654080000000001, 1780000000000, 4, '01900000-0000-7000-8000-000000000002', 1, '', '', '', X'C9454669D21B6A19B20371F91AA361798963A873E96AD1048454A9D70798D6DABE1963065ABE7E01EE2A4169CB853F28ED0EE3F74983BEC808CA473E3355A702', X'ABDA8014000EC25BD28E83E49E707AA42419F6FC9B252BCBAE9EBD6042200BEB', X'484D35E8A4B37E33CEE84D651CC214376892C82413129E98836728B8B820992B6AF49CF89D4AB4E34CAB2C5900A653F2C8E7D4A31E76291C69F00BC35F9E380B', X'891B0000124907F2FA8B0350019E704488007841B7A7840DCECD6FB25001900000000070008000000000000900021B019E704488000002005820459C4C9B3B3115A011DBDDD63A8228213E8829E45BA86C0EF67FDE052C2A7100818501045001900000000070008000000000000002A40174D2AED0BBD0B3D1963A20D091D0BED0BBD0B0D182046466656C7406654B5A2D3632076CD2B0D0BBD18BD182D0B0D183A0', 0, 20104875276939, '7e0e178842a0008a', 0);
INSERT INTO journal (dseq, state, outcome, rev, effective, created_ms, entity, row, kind, error_code, error_field, error_args, receipt, hash, signature, body, mends, device, epoch, resend) VALUES (4, 0, 0, 0, 0, 1780000000000, 4, '01900000-0000-7000-8000-000000000001', 2, '', '', '', NULL, X'B47F6722B6C6314BEB8F3D353A463E1EE131AED2EA6B06F9518272E4F804FA65', X'DDB14F0F1508E373AD6CAF03795EBDE6CCBEACBDE64429763C4458887179EDB1ACA1FFB807B000F60D7D9B7F2436CD5D5673BCFFFB85DE2F2FA5A6857A58C801', X'891B0000124907F2FA8B0450019E7044880074398633B1259D9131115001900000000070008000000000000900021B019E704488000003005820ABDA8014000EC25BD28E83E49E707AA42419F6FC9B252BCBAE9EBD6042200BEB818502045001900000000070008000000000000001A1086CD398D2A3D0B3D196D0BCD0B5A0', 0, 20104875276939, '', 0);
INSERT INTO journal (dseq, state, outcome, rev, effective, created_ms, entity, row, kind, error_code, error_field, error_args, receipt, hash, signature, body, mends, device, epoch, resend) VALUES (5, 0, 0, 0, 0, 1780000000000, 4, '01900000-0000-7000-8000-000000000003', 1, '', '', '', NULL, X'9736F5BE53614AC5A03D80AFCF4F92E4E53C73419DF43352D301A06069EDA5E2', X'C5E38853BFDA10047FAA2CC503AAFC3596D2107C286A116893142627011CBFE586294FB38000E7950A6608DB48D76DE3E1ABB49CC7A72043958CD58147EF6802', X'891B0000124907F2FA8B0550019E70448800709D896FEE642B0549C35001900000000070008000000000000900021B019E704488000004005820B47F6722B6C6314BEB8F3D353A463E1EE131AED2EA6B06F9518272E4F804FA65818501045001900000000070008000000000000003A40174D2AED0BBD0B3D1963A20D0A1D399D183D0BBD0B5046466656C7406654B5A2D3632076CD2B0D0BBD18BD182D0B0D183A0', 0, 20104875276939, '', 0);
INSERT INTO overlay (tbl, id, dseq) VALUES (33, '01900000-0000-7000-8000-000000000001', 2);
INSERT INTO overlay (tbl, id, dseq) VALUES (33, '01900000-0000-7000-8000-000000000002', 3);
INSERT INTO overlay (tbl, id, dseq) VALUES (35, '01900000-0000-7000-8000-000000000002', 3);
INSERT INTO overlay (tbl, id, dseq) VALUES (36, '01900000-0000-7000-8000-000000000002', 3);
INSERT INTO overlay (tbl, id, dseq) VALUES (33, '01900000-0000-7000-8000-000000000001', 4);
INSERT INTO overlay (tbl, id, dseq) VALUES (33, '01900000-0000-7000-8000-000000000003', 5);
INSERT INTO overlay (tbl, id, dseq) VALUES (35, '01900000-0000-7000-8000-000000000003', 5);
INSERT INTO overlay (tbl, id, dseq) VALUES (36, '01900000-0000-7000-8000-000000000003', 5);
INSERT INTO base_row (tbl, id, state) VALUES (33, '01900000-0000-7000-8000-000000000001', X'840200583582841B019E7044880000001B0000124907F2FA8B01480001000400060007841B019E7044880000001B0000B88563C2ED9401420009A60172D2AED0BBD0B3D1963A20D090D0B9D188D0B0046466656C7406654B5A2D3632076CD2B0D0BBD18BD182D0B0D183096ED0A0D0B0D181D181D0BAD0B0D0B71669696E5F726576696577');
INSERT INTO base_row (tbl, id, state) VALUES (33, '01900000-0000-7000-8000-000000000002', NULL);
INSERT INTO base_row (tbl, id, state) VALUES (33, '01900000-0000-7000-8000-000000000003', NULL);
INSERT INTO base_row (tbl, id, state) VALUES (35, '01900000-0000-7000-8000-000000000002', NULL);
INSERT INTO base_row (tbl, id, state) VALUES (35, '01900000-0000-7000-8000-000000000003', NULL);
INSERT INTO base_row (tbl, id, state) VALUES (36, '01900000-0000-7000-8000-000000000002', NULL);
INSERT INTO base_row (tbl, id, state) VALUES (36, '01900000-0000-7000-8000-000000000003', NULL);
INSERT INTO cursor (scope, rev) VALUES ('public/almaty', 2);
INSERT INTO cursor (scope, rev) VALUES ('region/KZ-62', 2);
INSERT INTO artisan_draft (id, name_kk, name_ru, name_en, craft, crafts, region, settlement, story_kk, story_ru, story_en, since_year, level, working_status, visit_mode, takes_orders, takes_apprentices, opening_hours, is_demo, pub_lat, pub_lon, blur_m, status, learned_how, _stamps, _rev, _flags, _extra) VALUES ('01900000-0000-7000-8000-000000000001', 'Үлгі: Айша', NULL, NULL, 'felt', NULL, 'KZ-75', 'Ұлытау', 'Әңгіме', 'Рассказ', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'in_review', NULL, X'84841B019E7044880000001B0000124907F2FA8B0146000100040007841B019E7044880000001B0000B88563C2ED9401420009841B019E7044880000011B0000124907F2FA8B02420006841B019E7044880000031B0000124907F2FA8B04420008', 2, 0, NULL);
INSERT INTO artisan_draft (id, name_kk, name_ru, name_en, craft, crafts, region, settlement, story_kk, story_ru, story_en, since_year, level, working_status, visit_mode, takes_orders, takes_apprentices, opening_hours, is_demo, pub_lat, pub_lon, blur_m, status, learned_how, _stamps, _rev, _flags, _extra) VALUES ('01900000-0000-7000-8000-000000000002', 'Үлгі: Болат', NULL, NULL, 'felt', NULL, 'KZ-62', 'Ұлытау', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, X'81841B019E7044880000021B0000124907F2FA8B03480001000400060007', 0, 0, NULL);
INSERT INTO artisan_draft (id, name_kk, name_ru, name_en, craft, crafts, region, settlement, story_kk, story_ru, story_en, since_year, level, working_status, visit_mode, takes_orders, takes_apprentices, opening_hours, is_demo, pub_lat, pub_lon, blur_m, status, learned_how, _stamps, _rev, _flags, _extra) VALUES ('01900000-0000-7000-8000-000000000003', 'Үлгі: Сәуле', NULL, NULL, 'felt', NULL, 'KZ-62', 'Ұлытау', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, X'81841B019E7044880000041B0000124907F2FA8B05480001000400060007', 0, 0, NULL);
INSERT INTO artisan_draft (id, name_kk, name_ru, name_en, craft, crafts, region, settlement, story_kk, story_ru, story_en, since_year, level, working_status, visit_mode, takes_orders, takes_apprentices, opening_hours, is_demo, pub_lat, pub_lon, blur_m, status, learned_how, _stamps, _rev, _flags, _extra) VALUES ('01900000-0000-7000-8000-000000000050', NULL, NULL, NULL, NULL, NULL, NULL, 'Келешек', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, X'81841B018BCFE568000000070144000703E7', 1, 0, X'A11903E774D0BAD0B5D0BBD0B5D188D0B5D0BAD182D0B5D0BD');
INSERT INTO artisan_staff (id, lat, lon, accuracy_m, position_at, home_workshop, birth_year, name_variants, field_note, minor, _stamps, _rev, _flags, _extra) VALUES ('01900000-0000-7000-8000-000000000001', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, X'', 1, 0, NULL);
INSERT INTO artisan_staff (id, lat, lon, accuracy_m, position_at, home_workshop, birth_year, name_variants, field_note, minor, _stamps, _rev, _flags, _extra) VALUES ('01900000-0000-7000-8000-000000000002', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, X'', 0, 0, NULL);
INSERT INTO artisan_staff (id, lat, lon, accuracy_m, position_at, home_workshop, birth_year, name_variants, field_note, minor, _stamps, _rev, _flags, _extra) VALUES ('01900000-0000-7000-8000-000000000003', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, X'', 0, 0, NULL);
INSERT INTO artisan_private (id, phone, address, _stamps, _rev, _flags, _extra) VALUES ('01900000-0000-7000-8000-000000000001', NULL, NULL, X'', 1, 0, NULL);
INSERT INTO artisan_private (id, phone, address, _stamps, _rev, _flags, _extra) VALUES ('01900000-0000-7000-8000-000000000002', NULL, NULL, X'', 0, 0, NULL);
INSERT INTO artisan_private (id, phone, address, _stamps, _rev, _flags, _extra) VALUES ('01900000-0000-7000-8000-000000000003', NULL, NULL, X'', 0, 0, NULL);
CREATE INDEX journal_by_state ON journal (state, dseq);
CREATE INDEX overlay_by_dseq ON overlay (dseq);
CREATE INDEX craft_by_parent ON craft (parent);
CREATE INDEX artisan_by_craft ON artisan (craft);
CREATE INDEX artisan_by_region ON artisan (region);
CREATE INDEX artisan_draft_by_craft ON artisan_draft (craft);
CREATE INDEX artisan_draft_by_region ON artisan_draft (region);
CREATE INDEX event_by_place ON event (place);
CREATE INDEX route_stop_by_route ON route_stop (route);
CREATE INDEX route_stop_by_place ON route_stop (place);
CREATE INDEX work_by_artisan ON work (artisan);
CREATE INDEX work_by_craft ON work (craft);
CREATE INDEX work_draft_by_artisan ON work_draft (artisan);
CREATE INDEX work_draft_by_craft ON work_draft (craft);
CREATE INDEX media_by_artisan ON media (artisan);
CREATE INDEX media_by_work ON media (work);
CREATE INDEX media_draft_by_artisan ON media_draft (artisan);
CREATE INDEX media_draft_by_work ON media_draft (work);
CREATE INDEX consent_staff_by_artisan ON consent_staff (artisan);
CREATE INDEX relation_by_artisan ON relation (artisan);
CREATE INDEX relation_by_other ON relation (other);
CREATE INDEX relation_by_craft ON relation (craft);
CREATE INDEX relation_draft_by_artisan ON relation_draft (artisan);
CREATE INDEX relation_draft_by_other ON relation_draft (other);
CREATE INDEX relation_draft_by_craft ON relation_draft (craft);
CREATE INDEX conflict_staff_by_artisan ON conflict_staff (artisan);
CREATE INDEX journal_by_mends ON journal (mends) WHERE mends <> 0;
CREATE INDEX journal_resend ON journal (dseq) WHERE resend = 1;
CREATE INDEX journal_bodies ON journal (dseq) WHERE length(body) > 0;
