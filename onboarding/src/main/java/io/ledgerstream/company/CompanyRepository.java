package io.ledgerstream.company;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

interface CompanyRepository extends JpaRepository<Company, UUID> {

    boolean existsByReference(String reference);

    Optional<Company> findFirstByArchivedAtIsNullOrderByCreatedAtDesc();

}
