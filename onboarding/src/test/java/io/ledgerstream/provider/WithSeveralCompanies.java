package io.ledgerstream.provider;

import fixture.SeveralCompanies;
import java.util.Optional;

/**
 * The catalog with the software of {@link SeveralCompanies} in it: it can be selected,
 * and is not offered.
 */
public class WithSeveralCompanies extends SoftwareCatalog {

    private static final Software SEVERAL = Software.direct(SeveralCompanies.CODE, "Several Companies", 10);

    @Override
    public Optional<Software> find(String code) {
        return SeveralCompanies.CODE.equals(code) ? Optional.of(SEVERAL) : super.find(code);
    }

}
