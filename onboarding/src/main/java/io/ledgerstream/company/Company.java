package io.ledgerstream.company;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/**
 * Writes only what was changed: a contact is corrected while, elsewhere, somebody else is
 * put in charge.
 */
@Entity
@DynamicUpdate
class Company {

    @Id
    private UUID id;

    @Column
    private UUID lenderId;

    private String legalName;

    @JdbcTypeCode(SqlTypes.ARRAY)
    private String[] tradingNames = {};

    private String reference;

    private String country;

    @Column
    private String homeCurrency;

    @Column
    private String registrationNumber;

    private String timeZone;

    private String contactName;

    private String contactEmail;

    private String phone;

    private String language;

    @Column
    private String parentReference;

    @Column
    private String knownSoftware;

    private UUID ownerId;

    private Instant archivedAt;

    @Column
    private Instant createdAt;

    protected Company() {
    }

    Company(UUID id, UUID lenderId, NewCompany company, ZoneId zone, Instant createdAt) {
        this.id = id;
        this.lenderId = lenderId;
        this.legalName = company.legalName();
        this.reference = company.reference();
        this.country = company.country();
        this.timeZone = zone.getId();
        this.contactName = company.contactName();
        this.contactEmail = company.contactEmail();
        this.phone = company.phone();
        this.language = company.language();
        this.ownerId = company.ownerId();
        this.createdAt = createdAt;
    }

    void contact(String name, String email) {
        contactName = name;
        contactEmail = email;
    }

    CompanyView view() {
        return new CompanyView(id, legalName, List.of(tradingNames), reference, country, ZoneId.of(timeZone),
                contactName, contactEmail, phone, language, ownerId, archivedAt != null);
    }

}
