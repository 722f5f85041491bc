package io.ledgerstream.lender;

import java.util.List;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

interface AppUserRepository extends JpaRepository<AppUser, UUID> {

    List<AppUser> findByDisabledAtIsNullOrderByName();

    List<AppUser> findAllByOrderByName();

}
