package io.ledgerstream.provider.web;

import io.ledgerstream.provider.SoftwareCatalog;

/**
 * @param software the code of the tile that was chosen; anything
 * @param name what the customer calls it, where it is not listed
 * @param second another one that the company uses too, in its own words
 * @param seen what was selected when the page was shown: nobody changes what another
 * person chose meanwhile without seeing it
 */
record SoftwareForm(String software, String name, String second, String seen) {

    SoftwareForm {
        name = name == null ? "" : name.strip();
        second = second == null ? "" : second.strip();
    }

    public boolean notListed() {
        return SoftwareCatalog.OTHER.equals(software);
    }
}
