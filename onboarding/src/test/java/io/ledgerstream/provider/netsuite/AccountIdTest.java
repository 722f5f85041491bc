package io.ledgerstream.provider.netsuite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("V3")
class AccountIdTest {

    @ParameterizedTest
    @CsvSource({ "1234567, 1234567, 1234567", "' 1234567 ', 1234567, 1234567", "1234567_SB1, 1234567_SB1, 1234567-sb1",
            "1234567-sb2, 1234567_SB2, 1234567-sb2", "tstdrv1234567, TSTDRV1234567, tstdrv1234567",
            "1234567_RP, 1234567_RP, 1234567-rp",
            "https://1234567.app.netsuite.com/app/center/card.nl?sc=-29, 1234567, 1234567",
            "https://1234567-SB1.app.netsuite.com, 1234567_SB1, 1234567-sb1",
            "https://1234567.suitetalk.api.netsuite.com/, 1234567, 1234567" })
    void whatPeopleTypeIsUnderstood(String typed, String id, String host) {
        AccountId account = AccountId.parse(typed).orElseThrow();
        assertThat(account.text()).isEqualTo(id);
        assertThat(account.host()).isEqualTo(host);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", " ", "x.evil.example#", "a@evil", "1/../2", "1234567.evil.example",
            "https://evil.example/1234567.app.netsuite.com", "https://1234567.app.netsuite.com.evil.example",
            "https://1234567.app.netsuite.com@evil.example/", "1234567\n.evil.example", "1234567%00", "1234567 _SB1",
            "123", "1234567_SB123", "１２３４５６７", "1234567_", "ACME" })
    void whatCouldLeadElsewhereIsNot(String typed) {
        assertThat(AccountId.parse(typed)).isEmpty();
    }

    @Test
    void nothingElseBecomesPartOfAnAddress() {
        assertThat(AccountId.parse(null)).isEmpty();
        assertThat(AccountId.parse("1".repeat(5000))).isEmpty();
        assertThatThrownBy(() -> new AccountId("1234567.evil")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void booksForTrialsAreTold() {
        assertThat(new AccountId("1234567").forTrials()).isFalse();
        assertThat(new AccountId("1234567_SB1").forTrials()).isTrue();
        assertThat(new AccountId("TSTDRV1234567").forTrials()).isTrue();
    }

}
