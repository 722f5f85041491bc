package io.ledgerstream.lender;

import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

interface LenderRepository extends JpaRepository<Lender, UUID> {
}
