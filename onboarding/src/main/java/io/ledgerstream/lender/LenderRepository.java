package io.ledgerstream.lender;

import jakarta.persistence.Tuple;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface LenderRepository extends JpaRepository<Lender, UUID> {

    /** A {@link Lender} and one of its people, an {@link AppUser}. */
    @Query("select l, u from Lender l join AppUser u on u.lenderId = l.id where l.id = :lender and u.id = :person")
    Optional<Tuple> findWithPerson(UUID lender, UUID person);

}
