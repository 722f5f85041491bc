package io.ledgerstream.lender;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;

@Entity
class Lender {

    @Id
    private UUID id;

    private String name;

    private String phone;

    private String accent;

    private boolean guided;

    private String successManagerName;

    private String successManagerPhone;

    private String successManagerHours;

    private boolean financialsOffered;

    private int dueDays = 21;

    private int linkDays = 14;

    private int reminderFirstDays = 3;

    private int reminderEveryDays = 4;

    private int reminderMax = 3;

    private int reminderBeforeDueDays = 2;

    private int consentMonths = 12;

    private int eraseAfterDays = 90;

    private int renewalFirstDays = 30;

    private int renewalLastDays = 3;

    private boolean sampleBooks;

    @Column
    private Instant createdAt;

    protected Lender() {
    }

    Lender(UUID id, String name, String phone, Instant createdAt) {
        this.id = id;
        this.name = name;
        this.phone = phone;
        this.createdAt = createdAt;
    }

    void policy(Policy policy) {
        dueDays = policy.dueDays();
        linkDays = policy.linkDays();
        reminderFirstDays = policy.reminderFirstDays();
        reminderEveryDays = policy.reminderEveryDays();
        reminderMax = policy.reminderMax();
        reminderBeforeDueDays = policy.reminderBeforeDueDays();
        consentMonths = policy.consentMonths();
        eraseAfterDays = policy.eraseAfterDays();
        renewalFirstDays = policy.renewalFirstDays();
        renewalLastDays = policy.renewalLastDays();
        sampleBooks = policy.sampleBooks();
    }

    LenderView view() {
        return new LenderView(id, name, phone, accent, guided, successManagerName, successManagerPhone,
                successManagerHours, financialsOffered,
                new Policy(dueDays, linkDays, reminderFirstDays, reminderEveryDays, reminderMax, reminderBeforeDueDays,
                        consentMonths, eraseAfterDays, renewalFirstDays, renewalLastDays, sampleBooks));
    }

}
